import type { ContentState, PlacementState } from '@acequia/core';

/** How placement states are stored, in this order. */
export const placementStates = [
  'present',
  'leaving',
  'withheld',
  'kept',
  'leaving',
] as const satisfies PlacementState[];

/** How content states are stored, in this order. */
export const contentStates = ['none', 'ready', 'pending', 'failed', 'skipped'] as const satisfies ContentState[];

/** Numbers of the placement states. `leaving`: the source said so; `absent`: a complete listing did not have it. */
export const placement = { present: 0, leaving: 1, withheld: 2, kept: 3, absent: 4 } as const;

/** SQL list of the states of what leaves, for either reason. */
export const leavingStates = `${placement.leaving}, ${placement.absent}`;

/** Numbers of the content states. */
export const content = { none: 0, ready: 1, pending: 2, failed: 3, skipped: 4 } as const;
