import { printable } from "./printable";

type Sink = { write(text: string): unknown };

/** Where a command says what it has to say: JSON for programs, text for people. */
export class Output {
  readonly isJson: boolean;
  readonly #out: Sink;
  readonly #err: Sink;

  constructor(isJson: boolean, out: Sink, err: Sink) {
    this.isJson = isJson;
    this.#out = out;
    this.#err = err;
  }

  /** The result: `value` for programs, what `words` makes of it for people. */
  result(value: unknown, words: () => string): void {
    if (this.isJson) this.#out.write(`${JSON.stringify(value, null, 2)}\n`);
    else this.text(`${words()}\n`);
  }

  /** One of many results that come one by one: a line of JSON each. */
  line(value: unknown, words: () => string): void {
    if (this.isJson) this.#out.write(`${JSON.stringify(value)}\n`);
    else this.text(`${words()}\n`);
  }

  /** Text for people, as it is but for signs that would steer a terminal. */
  text(text: string): void {
    this.#out.write(printable(text));
  }

  /** What is no result: it goes where it is in no pipe's way. */
  note(text: string): void {
    this.#err.write(`${printable(text)}\n`);
  }
}
