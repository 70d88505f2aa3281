import type { Json, Manifest } from '@acequia/engine';

/** How a setting is asked for, and how its text is read. */
export type SettingKind = 'text' | 'boolean' | 'number' | 'choice' | 'list' | 'json';

/** One setting of a connector, as a form sees it. */
export interface SettingField {
  readonly name: string;
  readonly title: string;
  readonly help?: string;
  readonly kind: SettingKind;
  /** Of a `choice`. */
  readonly choices: readonly string[];
  /** Absent: there is none. */
  readonly fallback?: Json;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  /** True: the way to sign in decides it, which is asked for instead. */
  readonly isOfMethod: boolean;
  /** Asked for only while another setting has this value. */
  readonly when?: { readonly field: string; readonly is: Json };
}

type Schema = { readonly [keyword: string]: Json };

/** The settings of a connector in the order of its form. */
export function readSettingFields({ settings, auth }: Pick<Manifest, 'settings' | 'auth'>): SettingField[] {
  const required = Array.isArray(settings.required) ? settings.required : [];
  const described = Object.entries(asSchema(settings.properties)).map(([name, value], index) => {
    const schema = asSchema(value);
    const order = typeof schema.order === 'number' ? schema.order : index;
    const isOfMethod = auth.some((method) => name in (method.settings ?? {}));
    return { order, field: { ...describeField(name, schema, required.includes(name)), isOfMethod } };
  });
  return described.sort((a, b) => a.order - b.order).map(({ field }) => field);
}

function describeField(name: string, schema: Schema, isRequired: boolean): Omit<SettingField, 'isOfMethod'> {
  const { title, description, secret, when } = schema;
  const { field: other, is } = asSchema(when);
  return {
    name,
    title: typeof title === 'string' ? title : name,
    ...(typeof description === 'string' && { help: description }),
    ...kindOf(schema),
    ...(schema.default !== undefined && { fallback: schema.default }),
    isRequired,
    isSecret: secret === true,
    ...(typeof other === 'string' && is !== undefined && { when: { field: other, is } }),
  };
}

function kindOf({ type, enum: values, items }: Schema): Pick<SettingField, 'kind' | 'choices'> {
  if (Array.isArray(values) && values.every((value) => typeof value === 'string'))
    return { kind: 'choice', choices: values };
  const choices: string[] = [];
  if (type === 'string') return { kind: 'text', choices };
  if (type === 'boolean') return { kind: 'boolean', choices };
  if (type === 'number' || type === 'integer') return { kind: 'number', choices };
  if (type === 'array' && asSchema(items).type === 'string') return { kind: 'list', choices };
  return { kind: 'json', choices };
}

function asSchema(value: Json | undefined): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
