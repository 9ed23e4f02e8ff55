import type { JsonSchema } from '../biform/schema.ts';

const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description });

/** One level of columns; deeper fields have the same shape and are left open, since this part of JSON Schema has no references. */
const columnsAt = (depth: number): JsonSchema => ({
  type: 'object',
  description: 'Columns by name, in the order of the table.',
  additionalProperties: {
    oneOf: [
      text('Type in GoogleSQL, for example INT64 or ARRAY<STRUCT<key STRING, value INT64>>.'),
      {
        type: 'object',
        description: 'A column.',
        properties: {
          type: text('Type in GoogleSQL; STRUCT where "fields" say what it holds.'),
          mode: { enum: ['NULLABLE', 'REQUIRED', 'REPEATED'], description: 'Default: NULLABLE.' },
          description: text('For the documentation.'),
          fields: depth > 0 ? columnsAt(depth - 1) : { description: 'Fields of the STRUCT, as above.' },
        },
        additionalProperties: false,
      },
    ],
  },
});

/** What a file under `sources/` may hold. Published as schemas/sources.schema.json. */
export const sourcesSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'sources/<dataset>.yaml',
  type: 'object',
  description: 'The tables of a dataset that other systems fill.',
  properties: {
    project: text('Google Cloud project. Default: the project of the workflow settings.'),
    dataset: text('Dataset. Default: the name of the file.'),
    complete: {
      type: 'boolean',
      description: 'The dataset has no other tables: SQL that names one is an error. Default: false.',
    },
    tables: {
      type: 'object',
      description: 'Tables by name; `events_*` is a wildcard table and stands for its members.',
      additionalProperties: {
        type: 'object',
        description: 'A table.',
        properties: { description: text('For the documentation.'), columns: columnsAt(3) },
        additionalProperties: false,
        required: ['columns'],
      },
    },
  },
  additionalProperties: false,
  required: ['tables'],
};
