import { Search } from "lucide-react";
import { Input } from "@/components/ui/input";
import { AddressForm, type KeptParts } from "./address-form";
import { SlashFocus } from "./slash-focus";

const FIELD = "log-search";

/** By the id of a request, or by a part of the text of its error. Enter searches; `/` goes there. */
export function SearchForm({ path, kept, value }: { path: string; kept: KeptParts; value: string }) {
  return (
    <search className="min-w-48 flex-1 max-md:col-span-2 md:max-w-sm">
      <AddressForm path={path} kept={kept} label="Search the log" className="relative">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-subtle"
        />
        <Input
          key={value}
          id={FIELD}
          type="search"
          name="q"
          aria-label="Search by request id or error text"
          aria-keyshortcuts="/"
          placeholder="Request id or error text"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          defaultValue={value}
          className="pl-8"
        />
        <SlashFocus target={FIELD} />
      </AddressForm>
    </search>
  );
}
