import type { AccountId } from "./ids";

type State<T> = {
  version: number;
  /** What was read; null while it is being read. */
  value: T | null;
  reading: Promise<T>;
  /** The state before, which stays if this one cannot be read. */
  before: State<T> | undefined;
};

/** Whose configuration, as of which state of it (`accounts.config_version`). */
export type AccountState = { accountId: AccountId; configVersion: number };

/**
 * What was read of the configuration of accounts, each as of one state of it. Every admission tells the state, so nothing has
 * to be forgotten in time: a newer state is read anew. The accounts asked for longest ago are forgotten first.
 */
export class AccountMemory<T> {
  private readonly states = new Map<AccountId, State<T>>();

  constructor(private readonly most = 1_000) {}

  /**
   * The account's configuration as of that state or a later one: at once when it is remembered, else as `read` gives it, which
   * is told what was remembered before. Those who ask together share one reading; one that fails is not remembered.
   */
  get({ accountId, configVersion }: AccountState, read: (before: T | null) => Promise<T>): T | Promise<T> {
    const known = this.states.get(accountId);
    // Asked by a request that was admitted before the latest change: the newer state is as true.
    if (known !== undefined && known.version >= configVersion) {
      this.put(accountId, known);
      return known.value ?? known.reading;
    }
    const before = known?.value === null ? known.before : known;
    const state: State<T> = {
      version: configVersion,
      value: null,
      reading: read(before?.value ?? null),
      before,
    };
    this.put(accountId, state);
    state.reading.then(
      (value) => Object.assign(state, { value, before: undefined }),
      () => this.giveUp(accountId, state),
    );
    return state.reading;
  }

  private giveUp(accountId: AccountId, state: State<T>): void {
    if (this.states.get(accountId) !== state) return;
    if (state.before === undefined) this.states.delete(accountId);
    else this.put(accountId, state.before);
  }

  private put(accountId: AccountId, state: State<T>): void {
    // A map keeps the order in which its entries were set.
    this.states.delete(accountId);
    this.states.set(accountId, state);
    const [oldest] = this.states.size > this.most ? this.states.keys() : [];
    if (oldest !== undefined) this.states.delete(oldest);
  }
}
