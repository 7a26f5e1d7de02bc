/**
 * Links by key, the least first: a heap with four branches in typed arrays, which never grows. Each link stands in it once; among equal keys the order is
 * that of the heap, so a search must not depend on it.
 */
export class LinkHeap {
  size = 0;
  readonly #keys: Float64Array;
  readonly #links: Int32Array;
  /** Where a link stands, or -1. */
  readonly #slotOf: Int32Array;

  constructor(links: number) {
    this.#keys = new Float64Array(links);
    this.#links = new Int32Array(links);
    this.#slotOf = new Int32Array(links).fill(-1);
  }

  /** Infinity when empty. */
  get leastKey(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.#keys[0]!;
  }

  /** Puts a link in, or moves it forward to a lesser key. */
  put(link: number, key: number): void {
    const keys = this.#keys;
    const links = this.#links;
    const slotOf = this.#slotOf;
    let slot = slotOf[link]!;
    if (slot < 0) slot = this.size++;
    while (slot > 0) {
      const parent = (slot - 1) >> 2;
      if (keys[parent]! <= key) break;
      keys[slot] = keys[parent]!;
      const moved = links[parent]!;
      links[slot] = moved;
      slotOf[moved] = slot;
      slot = parent;
    }
    keys[slot] = key;
    links[slot] = link;
    slotOf[link] = slot;
  }

  /** Takes out the link with the least key; the heap must not be empty. */
  take(): number {
    const taken = this.#links[0]!;
    this.#slotOf[taken] = -1;
    const last = --this.size;
    if (last > 0) this.#sink(this.#links[last]!, this.#keys[last]!);
    return taken;
  }

  clear(): void {
    for (let slot = 0; slot < this.size; slot++) this.#slotOf[this.#links[slot]!] = -1;
    this.size = 0;
  }

  /** Fills the gap at the front with a link taken from the back. */
  #sink(link: number, key: number): void {
    const keys = this.#keys;
    const links = this.#links;
    const slotOf = this.#slotOf;
    const size = this.size;
    let slot = 0;
    for (;;) {
      const first = 4 * slot + 1;
      if (first >= size) break;
      let least = first;
      let leastKey = keys[first]!;
      const end = first + 4 < size ? first + 4 : size;
      for (let child = first + 1; child < end; child++) {
        const childKey = keys[child]!;
        if (childKey < leastKey) {
          least = child;
          leastKey = childKey;
        }
      }
      if (leastKey >= key) break;
      keys[slot] = leastKey;
      const moved = links[least]!;
      links[slot] = moved;
      slotOf[moved] = slot;
      slot = least;
    }
    keys[slot] = key;
    links[slot] = link;
    slotOf[link] = slot;
  }
}
