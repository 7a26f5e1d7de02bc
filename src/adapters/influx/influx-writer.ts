import { InfluxDB, type IPoint, type IPoolOptions } from 'influx';

export interface InfluxOptions {
  readonly url: string;
  readonly database: string;
  readonly username?: string;
  readonly password?: string;
}

/** Points kept while the database is away; the oldest go first. */
const MAX_WAITING = 20_000;

/** A database that takes longer is away; it must not hold up the end of the program either. */
const ANSWER_MS = 3_000;

/** The client would shut its only host out for up to 10 s after an error; when to try again is our caller's to say. */
const NO_BACKOFF: Required<IPoolOptions>['backoff'] = { getDelay: () => 0, next: () => NO_BACKOFF, reset: () => NO_BACKOFF };

/** Writes points to an InfluxDB 1.x. A database that is away never disturbs the controller: points wait, and then are dropped. */
export class InfluxWriter {
  readonly #database: string;
  readonly #influx: InfluxDB;
  #waiting: IPoint[] = [];
  #isCreated = false;
  #isWriting = false;

  constructor({ url, database, username, password }: InfluxOptions) {
    const { protocol, hostname, port } = new URL(url);
    this.#database = database;
    this.#influx = new InfluxDB({
      host: hostname,
      port: port === '' ? 8086 : Number(port),
      protocol: protocol === 'https:' ? 'https' : 'http',
      database,
      pool: { maxRetries: 0, backoff: NO_BACKOFF, requestTimeout: ANSWER_MS },
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    });
  }

  /** Writes what waits and these, making the database if need be. On rejection, or while another write is under way, they wait for the next call. */
  async write(points: readonly IPoint[]): Promise<void> {
    this.#waiting = [...this.#waiting, ...points].slice(-MAX_WAITING);
    if (this.#waiting.length === 0 || this.#isWriting) return;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#isWriting = true;
    try {
      if (!this.#isCreated) await this.#influx.createDatabase(this.#database);
      this.#isCreated = true;
      // Our times are milliseconds; as bare numbers the client would take them for its own precision.
      await this.#influx.writePoints(batch.map((point) => ({ ...point, timestamp: new Date(Number(point.timestamp)) })));
    } catch (error) {
      this.#waiting = [...batch, ...this.#waiting].slice(-MAX_WAITING);
      throw error;
    } finally {
      this.#isWriting = false;
    }
  }
}
