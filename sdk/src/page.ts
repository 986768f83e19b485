/** The part of a list that one answer brings: an array that knows whether there is more. */
export class Page<T> extends Array<T> {
  #more: (() => Promise<Page<T>>) | null = null;

  /** A filtered or mapped page is an array like any other. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** `more` asks for the page that follows; null when this is the last. */
  static made<T>(items: readonly T[], more: (() => Promise<Page<T>>) | null): Page<T> {
    const page = new Page<T>();
    page.push(...items);
    page.#more = more;
    return page;
  }

  get hasMore(): boolean {
    return this.#more !== null;
  }

  /** The page that follows; null after the last. */
  async next(): Promise<Page<T> | null> {
    return this.#more === null ? null : this.#more();
  }
}
