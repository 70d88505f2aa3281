/** Notion rounds times down to the minute (https://developers.notion.com/changelog/last-edited-time-is-now-rounded-to-the-nearest-minute); the second one is for its caches. */
const settling = 120_000;

/**
 * The version that an edit time stands for. Undefined while a further edit could still get the same time, and when
 * Notion did not say when it answered.
 *
 * @param at when Notion answered, by its clock
 */
export function editVersion(editedTime: string, at: number | undefined): string | undefined {
  return at !== undefined && at - Date.parse(editedTime) >= settling ? editedTime : undefined;
}
