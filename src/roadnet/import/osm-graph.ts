import type { Arc, Stretch } from './osm-arc.ts';

/** Arcs, how they hang together, and which turns between them are forbidden. Changed while an import goes on. */
export class ArcGraph {
  readonly #arcs = new Map<string, Arc>();
  readonly #outs = new Map<number, readonly Arc[]>();
  readonly #ins = new Map<number, readonly Arc[]>();
  readonly #twins = new Map<Arc, Arc>();
  readonly #bans = new Map<string, Set<string>>();
  readonly #doubles = new Map<string, Arc>();
  /** Arcs that may be entered from these only. */
  readonly #entries = new Map<string, Set<string>>();

  constructor(stretches: readonly Stretch[]) {
    for (const { forward, backward } of stretches) {
      if (forward !== undefined) this.add(forward);
      if (backward !== undefined) this.add(backward);
      if (forward !== undefined && backward !== undefined) this.pair(forward, backward);
    }
  }

  get arcs(): readonly Arc[] {
    return [...this.#arcs.values()];
  }

  has(arc: Arc): boolean {
    return this.#arcs.get(arc.id) === arc;
  }

  outs(node: number): readonly Arc[] {
    return this.#outs.get(node) ?? [];
  }

  ins(node: number): readonly Arc[] {
    return this.#ins.get(node) ?? [];
  }

  /** Nodes at which an arc begins or ends. */
  get nodes(): readonly number[] {
    return [...new Set([...this.#arcs.values()].flatMap(({ from, to }) => [from, to]))];
  }

  /** The other direction of the same stretch. */
  twin(arc: Arc): Arc | undefined {
    const twin = this.#twins.get(arc);
    return twin !== undefined && this.has(twin) ? twin : undefined;
  }

  add(arc: Arc): void {
    this.#arcs.set(arc.id, arc);
    this.#outs.set(arc.from, [...this.outs(arc.from), arc]);
    this.#ins.set(arc.to, [...this.ins(arc.to), arc]);
  }

  remove(arc: Arc): void {
    this.#arcs.delete(arc.id);
    this.#outs.set(
      arc.from,
      this.outs(arc.from).filter((other) => other !== arc),
    );
    this.#ins.set(
      arc.to,
      this.ins(arc.to).filter((other) => other !== arc),
    );
  }

  pair(a: Arc, b: Arc): void {
    this.#twins.set(a, b);
    this.#twins.set(b, a);
  }

  ban(from: Arc, to: Arc): void {
    const banned = this.#bans.get(from.tailId);
    if (banned === undefined) this.#bans.set(from.tailId, new Set([to.headId]));
    else banned.add(to.headId);
  }

  /** Whether signs and paint let a driver on; turning back on the spot is judged by `follow`. */
  isOpen(from: Arc, to: Arc): boolean {
    if (this.#bans.get(from.tailId)?.has(to.headId) === true) return false;
    return this.#entries.get(to.headId)?.has(from.tailId) ?? true;
  }

  /** Arcs onto which one may drive on from an arc. Turning back is for dead ends: only where no other way leads on. */
  follow(arc: Arc): readonly Arc[] {
    const twin = this.twin(arc);
    const onward = this.outs(arc.to).filter((next) => next !== twin && this.isOpen(arc, next));
    if (onward.length > 0 || twin === undefined) return onward;
    return [twin];
  }

  /** A second arc over the same road that is entered from `from` only, so that what holds for who came from there can be told of it. */
  doubled(arc: Arc, from: Arc): Arc {
    const key = `${arc.id} ${from.id}`;
    const known = this.#doubles.get(key);
    if (known !== undefined) return known;
    const id = `${arc.id}~${this.#doubles.size + 1}`;
    const double = { ...arc, id, headId: id, tailId: id };
    this.#doubles.set(key, double);
    this.add(double);
    const twin = this.twin(arc);
    if (twin !== undefined) this.#twins.set(double, twin);
    this.#entries.set(id, new Set([from.tailId]));
    for (const entered of this.#entries.values()) if (entered.has(arc.tailId)) entered.add(id);
    const banned = this.#bans.get(arc.tailId);
    if (banned !== undefined) this.#bans.set(id, new Set(banned));
    this.ban(from, arc);
    return double;
  }
}
