import type { Page } from "./page";

/**
 * A list that has not been asked for yet. `await` brings its first page, an array; `for await` goes through all of it, page by page.
 */
export class List<T> implements Promise<Page<T>>, AsyncIterable<T> {
  readonly [Symbol.toStringTag] = "List";
  readonly #ask: () => Promise<Page<T>>;
  #first: Promise<Page<T>> | undefined;

  constructor(ask: () => Promise<Page<T>>) {
    this.#ask = ask;
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting it is half of what it is for.
  then<A = Page<T>, B = never>(
    good?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    bad?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#page().then(good, bad);
  }

  catch<B = never>(bad?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Page<T> | B> {
    return this.#page().catch(bad);
  }

  finally(last?: (() => void) | null): Promise<Page<T>> {
    return this.#page().finally(last);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    let page: Page<T> | null = await this.#page();
    while (page !== null) {
      yield* page;
      page = await page.next();
    }
  }

  #page(): Promise<Page<T>> {
    this.#first ??= this.#ask();
    return this.#first;
  }
}
