import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take minutes and are a few lines long: a run that knows no times yet would begin with large files and end with these. */
const LONGEST = [
  /\/fuzz[^/]*\.test\.ts$/,
  /\/quiet\.test\.ts$/,
  /\/embedded\.test\.ts$/,
  /\/revocation\.test\.ts$/,
];

/** Begins with the files that take longest, so that no worker still has one of them when the others have nothing left. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((pattern) => pattern.test(moduleId));
      return place === -1 ? LONGEST.length : place;
    };
    return usual.toSorted((one, other) => rank(one) - rank(other));
  }
}
