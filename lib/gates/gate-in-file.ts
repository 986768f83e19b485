import type { AppError } from "@/lib/core/errors";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { Gate } from "./contract";
import type { GateBeside } from "./gate-beside";
import type { GateSpendingInput } from "./plan-gate-spending";

/** A gate with everything that a file can say of it. */
export type WholeGate = { name: string; settings: GateSettings; beside: GateBeside };

/** A gate as a file describes it. A setting that the file leaves out has its default; what it leaves out beside them stays. */
export type GateInFile = {
  name: string;
  settings: GateSettings;
  given: Partial<Pick<Gate, "limits" | "payloads">> & { isDefault?: true; spending: GateSpendingInput };
};

/** A file that was read. `refusal` makes the error for a field of one of its gates: with the line where it stands. */
export type GatesFile = {
  gates: GateInFile[];
  refusal: (gate: GateInFile, field: string, message: string) => AppError;
};
