import { expect, test } from "vitest";
import { ENV_NAMES, parseEnv } from "./env";
import { settingsReference } from "./settings-reference";

/** Set by what starts the app, never by people. */
const NOT_FOR_PEOPLE = ["NODE_ENV"];
const entries = settingsReference().flatMap((group) => group.entries);
const settings = entries.flatMap((entry) => entry.settings);

test("every setting that the app reads is in .env.example once, with a word about it, and no other", () => {
  const names = settings.map(({ name }) => name);
  expect(names.toSorted()).toEqual(ENV_NAMES.filter((name) => !NOT_FOR_PEOPLE.includes(name)).toSorted());
  for (const { about, settings } of entries) expect(about.length, settings[0]?.name).toBeGreaterThan(10);
  expect(settingsReference().length).toBeGreaterThan(5);
});

test("what .env.example gives is what holds without it, and no secret has a value", () => {
  const needed = { DATABASE_URL: "postgres://localhost/layer", AUTH_SECRET: "s".repeat(32) };
  const given = Object.fromEntries(settings.map(({ name, fallback }) => [name, fallback]));
  expect(parseEnv({ ...given, ...needed })).toEqual(parseEnv(needed));
  for (const { name, fallback } of settings) {
    if (/SECRET|KEY|TOKEN|PASSWORD|_URL$/.test(name) && !/LIFETIME|HEADERS/.test(name))
      expect([name, fallback]).toEqual([name, ""]);
  }
});
