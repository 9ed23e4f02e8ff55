import { replaceWith } from '../../diagnostics/diagnostic.ts';
import { configOf, propertyNamed } from './config.ts';
import type { Explain } from './explanation.ts';

/** Dataform calls `map` of what should be a list of actions. */
const NO_LIST = /^\w+\.(dependencies|dependencyTargets)\.map is not a function$/;

/** A list of actions that is none: one name alone, most often. */
export const explainList: Explain = (finding, project) => {
  const key = NO_LIST.exec(finding.error.message ?? '')?.[1];
  const config = key === undefined ? undefined : configOf(finding, project);
  const property = config && propertyNamed(config, [key ?? '']);
  if (!config || !property || property.value.items) return undefined;
  const { start, end, isText, properties } = property.value;
  const span = { file: config.file, start, end };
  const list = `[${config.text.slice(start, end)}]`;
  const isEntry = (isText === true || (properties?.length ?? 0) > 0) && !list.includes('\n');
  return {
    span,
    help: `${key} is a list: ${isEntry && list.length <= 60 ? `${key}: ${list}` : `${key}: ["..."]`}.`,
    ...(isEntry ? { fixes: [replaceWith(span, list)] } : {}),
  };
};
