"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { BurnDown } from "./burn-down";
import { useForecast } from "./use-forecast";

/** How long an amount that one types would last at what the key spends. */
export function ForecastCard({ keyId }: { keyId: string }) {
  const { answer, problem, pending, ask } = useForecast(keyId);
  const box = useRef<HTMLInputElement>(null);
  return (
    <Card title="How long would it last?" level={3}>
      <form
        noValidate
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          ask(box.current?.value ?? "");
          box.current?.focus();
        }}
      >
        <Field label="Amount in US dollars" error={problem} className="w-48">
          <Input ref={box} name="amount" defaultValue="25" inputMode="decimal" autoComplete="off" />
        </Field>
        <Button type="submit" loading={pending} className="mt-6.5 max-md:h-10">
          Forecast
        </Button>
      </form>
      <div role="status" className="mt-3 empty:hidden">
        {answer === null ? null : (
          <>
            <p className="max-w-prose text-ink">{answer.sentence}</p>
            {answer.notes.map((note) => (
              <p key={note} className="text-muted">
                {note}
              </p>
            ))}
          </>
        )}
      </div>
      {answer?.chart ? <BurnDown chart={answer.chart} /> : null}
    </Card>
  );
}
