"use client";

import { Button } from "@/components/ui/button";
import { DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { TOKEN_CLASSES, type TokenClass } from "@/lib/prices/token-classes";
import { CLASS_LABELS } from "./class-labels";
import { usePriceForm } from "./use-price-form";

const USUAL: readonly TokenClass[] = ["input", "cachedInput", "output"];
const SELDOM = TOKEN_CLASSES.filter((name) => !USUAL.includes(name));

/** Asks for a price. Errors stand under the field they are about. */
export function SetPriceForm({
  provider,
  model,
  onDone,
}: {
  provider: string;
  model: string;
  onDone: () => void;
}) {
  const { form, isPending, failure, errorOf, submit } = usePriceForm(onDone);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const amount = (name: TokenClass) => (
    <Field key={name} label={CLASS_LABELS[name]} error={errorOf(`${name}UsdPerMillion`)}>
      <Input name={`${name}UsdPerMillion`} inputMode="decimal" autoComplete="off" placeholder="0.15" />
    </Field>
  );
  return (
    <form noValidate ref={form} onSubmit={submit}>
      <DialogBody>
        <FormFailure failure={failure} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Provider" required error={errorOf("provider")} hint="As before the slash: openai.">
            <Input name="provider" defaultValue={provider} autoComplete="off" spellCheck={false} />
          </Field>
          <Field label="Model" required error={errorOf("model")} hint="The provider's own name of it.">
            <Input name="model" defaultValue={model} autoComplete="off" spellCheck={false} />
          </Field>
        </div>
        <Field
          label="Effective from"
          error={errorOf("effectiveFrom")}
          hint={`Times in ${zone}. Empty is now. A moment of the past shows next what it changes.`}
        >
          <Input name="effectiveFrom" type="datetime-local" step={1} />
        </Field>
        <fieldset className="flex flex-col gap-3">
          <legend className="font-medium text-ink text-sm">USD per million tokens</legend>
          <p className="text-muted text-xs">
            A class that is left empty has no price: requests that use it are unpriced, never free.
          </p>
          <div className="grid gap-4 sm:grid-cols-3">{USUAL.map(amount)}</div>
          <details>
            <summary className="cursor-pointer rounded-sm text-muted text-sm hover:text-ink">
              Cache writes and audio
            </summary>
            <div className="mt-3 grid gap-4 sm:grid-cols-2">{SELDOM.map(amount)}</div>
          </details>
        </fieldset>
        <Field
          label="Source"
          error={errorOf("source")}
          hint="Where the price comes from, such as a contract."
        >
          <Input name="source" autoComplete="off" />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={isPending}>
          Set price
        </Button>
      </DialogFooter>
    </form>
  );
}
