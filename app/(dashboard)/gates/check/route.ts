import { z } from "zod";
import { pageWriteDoor } from "@/lib/transport/page-door";
import { problemsOf } from "../problems-of";

/** What is wrong with the settings in the editor, while somebody types. */
export const POST = pageWriteDoor(z.strictObject({ settings: z.looseObject({}) }), problemsOf);
