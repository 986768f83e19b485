import { z } from "zod";
import { gateWriteDoor } from "../gate-door";
import { problemsOf } from "../problems-of";

/** What is wrong with the settings in the editor, while somebody types. */
export const POST = gateWriteDoor(z.strictObject({ settings: z.looseObject({}) }), problemsOf);
