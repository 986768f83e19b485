import { Ban, CircleAlert, CircleCheck, Gauge, Unplug } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { errorTitle, OUTCOME_WORDS, outcomeOf } from "./status-words";

const ICONS = {
  success: CircleCheck,
  clientError: Ban,
  limit: Gauge,
  providerError: CircleAlert,
  left: Unplug,
};
const TONES = {
  success: "ok",
  clientError: "warn",
  limit: "warn",
  providerError: "danger",
  left: "neutral",
} as const;

/**
 * What became of a request: a word with its icon and the code, never a colour alone. An answer that broke off after a good
 * status has an error's code all the same.
 */
export function StatusMark({ status, errorCode }: { status: number; errorCode: string | null }) {
  const isBroken = status < 400 && errorCode !== null;
  const outcome = isBroken ? "providerError" : outcomeOf(status);
  return (
    <span title={errorCode === null ? undefined : errorTitle(errorCode)}>
      <Badge tone={TONES[outcome]} icon={ICONS[outcome]} className="tabular">
        {status}
        <span>{isBroken ? "Broken off" : OUTCOME_WORDS[outcome]}</span>
      </Badge>
    </span>
  );
}
