import { settingsReference } from "@/lib/settings-reference";
import { Section } from "../../_components/article";

/** Every setting, as `.env.example` explains it. */
export function Settings() {
  return (
    <Section id="settings" title="Settings">
      <p>
        Set them in the environment or in a file <code>.env</code>; nothing here is required. Each may be
        given as a file: <code>NAME_FILE</code> is the path of one that holds the value.
      </p>
      {settingsReference().map(({ title, entries }) => (
        <div key={title} className="flex flex-col gap-2">
          <h3 className="text-ink text-sm">{title}</h3>
          <ul>
            {entries.map(({ settings, about }) => (
              <li key={settings[0]?.name} className="wrap-anywhere">
                {settings.map(({ name, fallback }, at) => (
                  <span key={name}>
                    {at > 0 && ", "}
                    <code>{fallback === "" ? name : `${name}=${fallback}`}</code>
                  </span>
                ))}
                {": "}
                {about}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
