import { describe, expect, it } from 'vitest';
import { findFrequentWords } from '../../src/start/frequent-words.ts';

describe('findFrequentWords', () => {
  it('prefers what is common, but not everywhere', () => {
    const titles = [
      'budget-2024.xlsx',
      'team_budgetPlan.docx',
      'team travel.pdf',
      'Team.md',
      'team notes.md',
      'team.txt',
    ];
    expect(findFrequentWords(titles, 3)).toEqual(['budget', 'notes', 'plan']);
  });

  it('knows words of languages without spaces', () => {
    expect(findFrequentWords(['项目计划.docx', '项目预算.xlsx', '会议纪要.md', '会议安排.md', 'a.md'], 10)).toEqual(
      expect.arrayContaining(['项目', '会议']),
    );
  });

  it('finds nothing in nothing', () => {
    expect(findFrequentWords([], 5)).toEqual([]);
    expect(findFrequentWords(['1.pdf', '2024-01-02.txt', '.gitignore', '🚀'], 5)).not.toContain('2024');
  });
});
