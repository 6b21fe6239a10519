// What a page must count like: the cases of assignment.json, without any of our Python. Run: node assignment.mjs FILE
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const BUCKETS = 10_000n;

function numberOf(seed, unit) {
  return createHash("sha256").update(`${seed}:${unit}`, "utf8").digest().readBigUInt64BE(0);
}

function bucketOf(seed, unit) {
  return Number((numberOf(seed, unit) * BUCKETS) >> 64n);
}

function sideOf(spans, bucket) {
  for (const [name, held] of Object.entries(spans)) {
    if (held.some(([low, high]) => low <= bucket && bucket < high)) return name;
  }
  return null;
}

function assign({ experiment, unit, holdout, kept }) {
  if (!experiment.running) return { arm: null, why: "stopped" };
  if (holdout && bucketOf(holdout.seed, unit) < holdout.share) return { arm: null, why: "held_out" };
  if (kept !== null && Object.hasOwn(experiment.arms, kept)) return { arm: kept, why: "kept" };
  const space = experiment.namespace;
  if (space && sideOf(space.claims, bucketOf(space.seed, unit)) !== experiment.name) {
    return { arm: null, why: "elsewhere" };
  }
  const arm = sideOf(experiment.arms, bucketOf(experiment.seed, unit));
  return { arm, why: arm === null ? "outside" : "assigned" };
}

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
const wrong = [];
for (const one of cases.numbers) {
  if (numberOf(one.seed, one.unit).toString() !== one.number || bucketOf(one.seed, one.unit) !== one.bucket) {
    wrong.push(one);
  }
}
for (const one of cases.assignments) {
  const { arm, why } = assign(one);
  if (arm !== one.arm || why !== one.why) wrong.push({ ...one, found: { arm, why } });
}
if (BigInt(cases.buckets) !== BUCKETS || wrong.length > 0) {
  console.error(JSON.stringify(wrong.slice(0, 3)));
  process.exit(1);
}
console.log(`${cases.numbers.length} numbers and ${cases.assignments.length} assignments: all hold`);
