/** Keeps things so that the first of them is always at hand, without putting all of them in order. */
export class Heap<T> {
  readonly #items: T[] = [];
  readonly #comesFirst: (one: T, other: T) => boolean;

  constructor(comesFirst: (one: T, other: T) => boolean) {
    this.#comesFirst = comesFirst;
  }

  first(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    this.#items.push(item);
    for (let at = this.#items.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swapUnlessOrdered(parent, at)) return;
      at = parent;
    }
  }

  shift(): T | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (last !== undefined && this.#items.length > 0) {
      this.#items[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = this.#isBefore(right, left) ? right : left;
      if (!this.#swapUnlessOrdered(at, child)) return;
      at = child;
    }
  }

  #swapUnlessOrdered(upper: number, lower: number): boolean {
    if (!this.#isBefore(lower, upper)) return false;
    const [above, below] = [this.#items[upper] as T, this.#items[lower] as T];
    this.#items[upper] = below;
    this.#items[lower] = above;
    return true;
  }

  #isBefore(one: number, other: number): boolean {
    const [item, than] = [this.#items[one], this.#items[other]];
    return item !== undefined && than !== undefined && this.#comesFirst(item, than);
  }
}
