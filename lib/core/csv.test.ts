import { expect, test } from "vitest";
import { csvLines } from "./csv";

test("cells with commas, quotes and line breaks stay one cell", () => {
  expect(csvLines([["a,b", 'say "hi"', "two\r\nlines", null, 3n, true]])).toBe(
    '"a,b","say ""hi""","two\r\nlines",,3,true\r\n',
  );
});

test("what a spreadsheet would run is neutralised; numbers stay numbers", () => {
  const cells = ["=1+1", "+cmd", "-2+3", "@sum", "\t=1", "\r=1", '=HYPERLINK("x")', "-2.5", -7];
  expect(csvLines([cells])).toBe(`'=1+1,'+cmd,'-2+3,'@sum,'\t=1,"'\r=1","'=HYPERLINK(""x"")",-2.5,-7\r\n`);
});

test("a moment is told in UTC", () => {
  expect(csvLines([[new Date("2026-11-24T10:00:00.5Z")]])).toBe("2026-11-24T10:00:00.500Z\r\n");
});
