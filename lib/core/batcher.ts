type Waiting<Input, Output> = {
  input: Input;
  resolve: (output: Output) => void;
  reject: (error: unknown) => void;
};

/**
 * Answers many callers with one question. A lone caller's question is asked at once; callers that arrive while
 * `maxRunning` questions are under way share the next one. So the cost per caller falls as load rises, and
 * nobody waits for a timer.
 */
export class Batcher<Input, Output> {
  private waiting: Array<Waiting<Input, Output>> = [];
  private running = 0;
  private scheduled = false;

  /** `ask` gets 1 to `maxSize` inputs and must return as many outputs, in the same order. */
  constructor(
    private readonly ask: (inputs: Input[]) => Promise<Output[]>,
    private readonly limits: { maxSize: number; maxRunning: number },
  ) {}

  /** Resolves with the output for this input; rejects when the question it was part of failed. */
  add(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      this.schedule();
    });
  }

  /** Everything that arrives in one turn of the event loop belongs together. */
  private schedule(): void {
    if (this.scheduled || this.running >= this.limits.maxRunning || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.run(this.waiting.splice(0, this.limits.maxSize));
      this.schedule();
    });
  }

  private async run(batch: Array<Waiting<Input, Output>>): Promise<void> {
    this.running += 1;
    try {
      const outputs = await this.ask(batch.map((entry) => entry.input));
      batch.forEach((entry, index) => {
        entry.resolve(outputs[index] as Output);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    } finally {
      this.running -= 1;
      this.schedule();
    }
  }
}
