export { type Check, ConformanceFailure, type Group } from './check.ts';
export { describeConnector } from './describe-connector.ts';
export { groups } from './groups.ts';
export { type CheckResult, type RunOptions, runChecks } from './run-checks.ts';
export { Subject, type SubjectOptions, type Trial } from './subject.ts';
