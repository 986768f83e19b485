// The operator's commands at the terminal; each is a file in the folder beside.
import { withGround } from "@/boot/with-ground";
import { ADMIN_HELP, readOrder } from "./admin/read-order";

const order = readOrder(process.argv.slice(2));
if (typeof order === "string") {
  process.stderr.write(`${order}\n${ADMIN_HELP}`);
  process.exit(2);
}
await withGround(order);
