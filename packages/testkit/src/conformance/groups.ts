import type { Group } from './check.ts';
import { accessGroup } from './groups/access.ts';
import { brokenAnswerGroup } from './groups/broken-answers.ts';
import { cancelGroup } from './groups/cancel.ts';
import { contentGroup } from './groups/content.ts';
import { credentialGroup } from './groups/credentials.ts';
import { cursorGroup } from './groups/cursors.ts';
import { deletionGroup } from './groups/deletions.ts';
import { effortGroup } from './groups/effort.ts';
import { failureGroup } from './groups/failures.ts';
import { fullGroup } from './groups/full.ts';
import { incrementalGroup } from './groups/incremental.ts';
import { independenceGroup } from './groups/independence.ts';
import { manifestGroup } from './groups/manifest.ts';
import { moveGroup } from './groups/moves.ts';
import { pickerGroup } from './groups/picker.ts';
import { rateGroup } from './groups/rates.ts';
import { resumeGroup } from './groups/resume.ts';
import { secretGroup } from './groups/secrets.ts';
import { unchangedGroup } from './groups/unchanged.ts';
import { validateGroup } from './groups/validate.ts';
import { webhookGroup } from './groups/webhooks.ts';

/** All groups of the conformance suite, in the order in which an author meets them. */
export const groups: readonly Group[] = [
  manifestGroup,
  validateGroup,
  fullGroup,
  unchangedGroup,
  incrementalGroup,
  resumeGroup,
  cursorGroup,
  contentGroup,
  pickerGroup,
  moveGroup,
  deletionGroup,
  failureGroup,
  brokenAnswerGroup,
  rateGroup,
  credentialGroup,
  cancelGroup,
  effortGroup,
  accessGroup,
  webhookGroup,
  secretGroup,
  independenceGroup,
];
