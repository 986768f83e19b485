import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import {
  GUARD_ACTIONS,
  GUARD_SIGNALS,
  type GuardAction,
  type GuardSignal,
  type KeyGuard,
} from "@/lib/core/key-guard";

const SIGNALS: Record<GuardSignal, { label: string; hint: string }> = {
  spend: {
    label: "Unusual spending",
    hint: "Far more than at this hour of the week, and more than a dollar.",
  },
  model: { label: "A new model", hint: "The first call to a model that the key never used." },
  network: {
    label: "A new network",
    hint: "The first call from a network that the key was never used from.",
  },
  errors: { label: "A burst of errors", hint: "Most calls rejected, where usually they are not." },
};
const ACTIONS: Record<GuardAction, string> = { off: "Off", tell: "Tell", pause: "Pause the key" };

/** What is done about each thing that a guard may notice: nothing, tell, or also pause the key. */
export function GuardFields({
  guard,
  disabled = false,
  onChange,
}: {
  guard: KeyGuard;
  disabled?: boolean;
  onChange: (guard: KeyGuard) => void;
}) {
  return GUARD_SIGNALS.map((signal) => (
    <Field key={signal} label={SIGNALS[signal].label} hint={SIGNALS[signal].hint}>
      <Select
        value={guard[signal]}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...guard, [signal]: target.value as GuardAction })}
      >
        {GUARD_ACTIONS.map((action) => (
          <option key={action} value={action}>
            {ACTIONS[action]}
          </option>
        ))}
      </Select>
    </Field>
  ));
}
