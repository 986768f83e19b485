"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { descriptionProblem, TAGS_MAX, tagsProblem } from "@/lib/keys/details-problem";

/** What is said of a key, as it is typed: tags stand in one line, with commas between. */
export type TypedDetails = { description: string; tags: string };
export type DetailsErrors = { description?: string | null; tags?: string | null };

/** The tags in a line of text, outer blanks off, empty ones left out. */
export function tagsOf(text: string): string[] {
  return text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

/** What is wrong with them; null when nothing is. */
export function detailsErrors({ description, tags }: TypedDetails): DetailsErrors | null {
  const errors = { description: descriptionProblem(description.trim()), tags: tagsProblem(tagsOf(tags)) };
  return errors.description === null && errors.tags === null ? null : errors;
}

/** A description and tags. */
export function DetailsFields({
  details,
  errors,
  onChange,
}: {
  details: TypedDetails;
  errors: DetailsErrors | null;
  onChange: (details: TypedDetails) => void;
}) {
  return (
    <>
      <Field label="Description" error={errors?.description} hint="What it is for, and who to ask about it.">
        <Textarea
          rows={2}
          value={details.description}
          onChange={({ target }) => onChange({ ...details, description: target.value })}
        />
      </Field>
      <Field
        label="Tags"
        error={errors?.tags}
        hint={`Up to ${TAGS_MAX}, with commas between: production, web.`}
      >
        <Input
          value={details.tags}
          autoComplete="off"
          onChange={({ target }) => onChange({ ...details, tags: target.value })}
        />
      </Field>
    </>
  );
}
