// npm run migrate: brings the database to the shape of this version, under a lock, and ends.
import { withGround } from "@/boot/with-ground";

await withGround(async () => {
  console.log("The database has the shape of this version.");
});
