import { expect, test } from "vitest";
import { gatewayWithProvider } from "@/lib/testing/gateway-with-provider";
import { Layer } from "../index";
import { layerProgram } from "./testing/layer-program";
import { hasTerminals, startTerminal } from "./testing/real-terminal";

const CTRL_C = "\x03";

const gateway = await gatewayWithProvider();
const layer = await layerProgram();

async function keyCalled(client: Layer, wanted: string) {
  for await (const key of client.keys.list()) if (key.name === wanted) return key;
  throw new Error(`No key is called ${wanted}.`);
}

test.runIf(hasTerminals())(
  "a first day at a real terminal, from login to revoke: it asks, hides what is secret, and leaves the terminal as it was",
  async () => {
    const { secret } = await gateway.makeCaller("sandbox/echo");
    const client = new Layer({ apiKey: secret, baseUrl: gateway.url });
    const terminal = startTerminal(layer.cwd, layer.environment({}));
    const { enter, type, see, left } = terminal;
    const run = (words: string) => enter(`${process.execPath} ${layer.program} ${words}`);
    const modes = async () => {
      type("stty -g\n");
      return (await see(/^[0-9a-f:]{40,}/m))[0];
    };
    const before = await modes();

    run(`login --url ${gateway.url}`);
    await see(/key[^\n]*: $/i);
    type(`${secret}\r`);
    expect(await left()).toBe(0);
    expect(terminal.shown()).not.toContain(secret);

    run("init");
    expect(await left()).toBe(0);
    run("push");
    await see(/my-first-gate[\s\S]*\[y\/N\] /);
    type("y\r");
    expect(await left()).toBe(0);
    run("pull --force");
    expect(await left()).toBe(0);
    run("push");
    await see(/(nothing|no change|up to date)[^\n]*/i);
    expect(await left()).toBe(0);

    run("key create Production");
    const [key] = await see(/layer_[0-9a-f]{64}/);
    expect(await left()).toBe(0);
    run('chat "Hello to you" --gate my-first-gate');
    await see(/Hello to you[\s\S]*Hello to you/);
    expect(await left()).toBe(0);

    run("logs --tail");
    await see(/200 {2}my-first-gate/);
    await client.chat({ gate: "my-first-gate", data: { messages: [{ role: "user", content: "Again" }] } });
    await see(/200 {2}my-first-gate/);
    type(CTRL_C);
    expect(await left()).toBe(0);

    const made = await keyCalled(client, "Production");
    run(`key revoke ${made.id}`);
    await see(/\[y\/N\] /);
    type(CTRL_C);
    await see(/Stopped; nothing was changed\./);
    expect(await left()).toBe(130);
    run(`key revoke ${made.id}`);
    await see(/\[y\/N\] /);
    type("y\r");
    expect(await left()).toBe(0);
    enter(`LAYER_API_KEY=${key} ${process.execPath} ${layer.program} whoami`);
    expect(await left()).toBe(3);

    expect(await modes()).toBe(before);
    await terminal.end();
  },
);
