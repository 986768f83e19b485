import { pageReadDoor } from "@/lib/transport/page-door";
import { loadScopeChoices } from "../load-scope-choices";

export const GET = pageReadDoor(({ ctx }) => loadScopeChoices(ctx));
