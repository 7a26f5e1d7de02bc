import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A server that a test started, on a port of its own. */
export interface TestServer {
  readonly url: string;
  /** It keeps its connections and answers nothing any more. */
  freeze(): void;
  stop(): Promise<void>;
}

export async function startMosquitto(): Promise<TestServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'clearway-mosquitto-'));
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\nlog_dest stderr\n`);
  const server = spawn('mosquitto', ['-c', config], { env: withSbin(), stdio: ['ignore', 'ignore', 'pipe'] });
  await lineOf(server, server.stderr, /running/);
  return { url: `mqtt://127.0.0.1:${port}`, freeze: () => server.kill('SIGSTOP'), stop: () => stop(server, folder) };
}

export async function startInflux(port: number): Promise<TestServer> {
  const rpcPort = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'clearway-influxd-'));
  const config = join(folder, 'influxdb.conf');
  const text = [
    'reporting-disabled = true',
    `bind-address = "127.0.0.1:${rpcPort}"`,
    `[meta]\ndir = "${folder}/meta"`,
    `[data]\ndir = "${folder}/data"\nwal-dir = "${folder}/wal"`,
    `[http]\nbind-address = "127.0.0.1:${port}"`,
  ];
  writeFileSync(config, text.join('\n'));
  const server = spawn('influxd', ['-config', config], { env: withSbin(), stdio: ['ignore', 'ignore', 'pipe'] });
  await lineOf(server, server.stderr, /Listening for signals/);
  return { url: `http://127.0.0.1:${port}`, freeze: () => server.kill('SIGSTOP'), stop: () => stop(server, folder) };
}

/** Resolves at the first line that fits; rejects with what was said when the program ends before. */
export async function lineOf(program: ChildProcess, stream: Readable, wanted: RegExp): Promise<string> {
  const said: string[] = [];
  const ended = once(program, 'exit').then(() => {
    throw new Error(`it ended before it said ${wanted}:\n${said.join('\n')}`);
  });
  const found = new Promise<string>((resolve) => {
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      if (wanted.test(line)) resolve(line);
    });
  });
  const line = await Promise.race([found, ended]);
  ended.catch(() => undefined);
  return line;
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const exited = once(server, 'exit');
  server.kill();
  server.kill('SIGCONT');
  await exited;
  rmSync(folder, { recursive: true, force: true });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Debian puts mosquitto where ordinary users do not look. */
function withSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
}
