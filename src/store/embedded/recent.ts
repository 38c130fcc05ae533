/** Keeps at hand what was used lately, up to a size; what was not used for longest goes first. */
export class Recent<T> {
  readonly #room: number;
  readonly #kept = new Map<string, { value: T; size: number }>();
  #size = 0;

  constructor(room: number) {
    this.#room = room;
  }

  get(name: string): T | undefined {
    const found = this.#kept.get(name);
    if (!found) return undefined;
    // A map keeps the order in which things were put in.
    this.#kept.delete(name);
    this.#kept.set(name, found);
    return found.value;
  }

  set(name: string, value: T, size: number): void {
    this.delete(name);
    this.#kept.set(name, { value, size });
    this.#size += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#room) return;
      this.delete(oldest);
    }
  }

  delete(name: string): void {
    this.#size -= this.#kept.get(name)?.size ?? 0;
    this.#kept.delete(name);
  }

  clear(): void {
    this.#kept.clear();
    this.#size = 0;
  }
}
