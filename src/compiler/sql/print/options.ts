import type { Option } from '../ast-statement.ts';
import type { Printing } from './name.ts';
import { settingsText } from './query.ts';

/** ` OPTIONS (..)`, or nothing. */
export const optionsText = (options: readonly Option[] | undefined, p: Printing): string =>
  options && options.length > 0 ? ` OPTIONS (${settingsText(options, p)})` : '';
