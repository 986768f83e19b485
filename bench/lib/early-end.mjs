// What is to be done when a benchmark is ended from outside: by Ctrl C, or because whoever read its results reads no more.
const tasks = [];
let isEnding = false;

/** Remembers what is to be done before an early end; tasks run one after the other, in the order in which they were remembered. */
export function beforeEarlyEnd(task) {
  tasks.push(task);
}

/** Does all of it and ends the process with code 1. */
export async function endEarly() {
  if (isEnding) return;
  isEnding = true;
  for (const task of tasks) await task();
  process.exit(1);
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, endEarly);
// `node gateway.mjs | head`
process.stdout.once("error", endEarly);
