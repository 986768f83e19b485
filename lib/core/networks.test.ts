import { expect, test } from "vitest";
import { subscriberNetwork } from "./networks";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:0DB8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("the subscriber behind %s is %s", (address, subscriber) => {
  expect(subscriberNetwork(address)).toBe(subscriber);
});
