import { expect, test } from 'vitest';
import { type SettingAt, settingPlaces } from '../../../src/compiler/project/biform/places.ts';
import { marked } from '../../support/marked.ts';

const found = (at: SettingAt, ...given: Parameters<SettingAt>) => at(...given);

test('a setting is found by its keys, and a text in its value by what it says', () => {
  const { source, spans } = marked(
    'x: &files { «raw.a»: «"a.csv"», raw.b: [b.csv, «c.csv»] }\ntargets:\n  one: { sources: *files }\n  «two»: { path: here }\n',
  );
  const at = settingPlaces('biform.yaml', source);
  const one = ['targets', 'one', 'sources'];
  expect(found(at, [...one, 'raw.a'])).toMatchObject({ file: 'biform.yaml', ...spans[0] });
  expect(found(at, [...one, 'raw.a'], 'a.csv')).toMatchObject({ ...spans[1] });
  expect(found(at, [...one, 'raw.b'], 'c.csv')).toMatchObject({ ...spans[2] });
  expect(found(at, ['targets', 'two', 'sources', 'raw.a'], 'a.csv')).toMatchObject({ ...spans[3] });
});

test('a setting that is not there, and a file that is no map, have no place', () => {
  expect(settingPlaces('biform.yaml', 'a: 1')(['b', 'c'])).toBeUndefined();
  expect(settingPlaces('biform.yaml', '')(['b'])).toBeUndefined();
  expect(settingPlaces('biform.yaml', '- a\n- b: [\n')(['b'], 'a')).toBeUndefined();
});
