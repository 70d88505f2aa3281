import { describe, expect, it } from 'vitest';
import { readSettingFields, type SettingField } from '../../src/init/setting-fields.ts';
import { parseSetting, showSetting, writeSetting } from '../../src/init/setting-values.ts';

const fieldsOf = (properties: Parameters<typeof readSettingFields>[0]['settings'], required: string[] = []) =>
  readSettingFields({
    settings: { type: 'object', properties, required },
    auth: [{ type: 'none' }, { type: 'token', settings: { role: 'reader' } }],
  });

describe('readSettingFields', () => {
  it('knows how each kind of setting is asked for', () => {
    const fields = fieldsOf({
      url: { type: 'string' },
      deep: { type: 'boolean', default: true },
      days: { type: 'integer', default: 30 },
      share: { type: 'number' },
      mode: { type: 'string', enum: ['fast', 'slow'] },
      ignore: { type: 'array', items: { type: 'string' } },
      map: { type: 'object' },
      either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    });
    expect(fields.map(({ kind }) => kind)).toEqual([
      'text',
      'boolean',
      'number',
      'number',
      'choice',
      'list',
      'json',
      'json',
    ]);
    expect(fields[4]?.choices).toEqual(['fast', 'slow']);
    expect(fields.map(({ fallback }) => fallback)).toEqual([undefined, true, 30, ...Array(5).fill(undefined)]);
  });

  it('keeps titles, help, secrets, conditions, what is needed and what signing in decides, in the order of the form', () => {
    const fields = fieldsOf(
      {
        last: { type: 'string', order: 9 },
        role: { type: 'string', title: 'Role', description: 'Whose.', when: { field: 'mode', is: 'role' } },
        key: { type: 'string', secret: true, order: 0 },
      },
      ['last'],
    );
    expect(fields).toEqual([
      { name: 'key', title: 'key', kind: 'text', choices: [], isRequired: false, isSecret: true, isOfMethod: false },
      {
        name: 'role',
        title: 'Role',
        help: 'Whose.',
        kind: 'text',
        choices: [],
        isRequired: false,
        isSecret: false,
        isOfMethod: true,
        when: { field: 'mode', is: 'role' },
      },
      { name: 'last', title: 'last', kind: 'text', choices: [], isRequired: true, isSecret: false, isOfMethod: false },
    ]);
  });
});

describe('parseSetting', () => {
  it.each<[SettingField['kind'], string, unknown]>([
    ['text', ' a, b ', ' a, b '],
    ['text', '12', '12'],
    ['choice', 'fast', 'fast'],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['boolean', 'yes', 'yes'],
    ['number', '12.5', 12.5],
    ['number', '', ''],
    ['number', 'twelve', 'twelve'],
    ['number', 'Infinity', 'Infinity'],
    ['list', 'a, b ,c', ['a', 'b', 'c']],
    ['list', '', []],
    ['list', '["a,b"]', ['a,b']],
    ['list', '[a', '[a'],
    ['json', '{"a":[1]}', { a: [1] }],
    ['json', '{a', '{a'],
  ])('of a %s reads %j as %j', (kind, text, value) => {
    expect(parseSetting({ kind }, text)).toEqual(value);
  });

  it.each<[SettingField['kind'], Parameters<typeof writeSetting>[0]]>([
    ['text', 'a, b'],
    ['number', 3],
    ['boolean', false],
    ['list', ['*.md', '~$*']],
    ['list', ['a,b', 'c']],
    ['list', [' a']],
    ['list', []],
    ['json', { a: null }],
  ])('of a %s reads what is written of %j', (kind, value) => {
    expect(parseSetting({ kind }, writeSetting(value))).toEqual(value);
  });
});

describe('showSetting', () => {
  it('is short, and shows no secret', () => {
    expect(showSetting({ isSecret: true }, 'canary')).not.toContain('canary');
    expect(showSetting({ isSecret: false }, true)).toBe('yes');
    expect(showSetting({ isSecret: false }, undefined)).toBe('');
    expect(showSetting({ isSecret: false }, 'x'.repeat(100))).toHaveLength(40);
  });
});
