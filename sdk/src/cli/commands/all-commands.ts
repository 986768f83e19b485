import type { Command } from "../command";
import { chat } from "./chat";
import { doctor } from "./doctor";
import { gateCommands } from "./gate";
import { init } from "./init";
import { keyCommands } from "./key";
import { login } from "./login";
import { logs } from "./logs";
import { mcp } from "./mcp";
import { pull } from "./pull";
import { push } from "./push";
import { usage } from "./usage";
import { validate } from "./validate";
import { whoami } from "./whoami";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  login,
  whoami,
  doctor,
  chat,
  init,
  validate,
  pull,
  push,
  ...gateCommands,
  ...keyCommands,
  logs,
  usage,
  mcp,
];
