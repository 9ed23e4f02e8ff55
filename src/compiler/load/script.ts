import type { EvaluationRequest, ModuleSource } from './port.ts';

/** A script for the context that project code runs in. Give `columnOffset` to `vm.Script`, so that places are the author's. */
export interface GuestScript {
  readonly code: string;
  /** Name that stacks show; the runtime recognises places by it. */
  readonly filename: string;
  readonly columnOffset: number;
}

/** What one module's text stands between. Strict, because Dataform's command line runs modules so. */
const MODULE_END = '\n})';

const moduleStart = (path: string): string =>
  `"use strict";__biform_def(${JSON.stringify(path)},function(exports,require,module,__filename,__dirname){`;

/** The name by which V8 knows a module: the project's directory and the path in it. */
export const moduleFile = (projectDir: string, path: string): string => `${projectDir}/${path}`;

/**
 * Order of the scripts of an evaluation: the runtime bundle, this one, one for each module (`moduleScript`, or
 * `faultScript` where V8 refused it), then `RUN`, whose result is the evaluation as JSON text.
 * The request goes without its modules' texts: those are in their scripts.
 */
export function bootScript(request: EvaluationRequest): GuestScript {
  const modules = request.modules.map(({ path, fault, source }) => ({
    path,
    source: path.endsWith('.json') ? source : '',
    ...(fault ? { fault } : {}),
  }));
  return guest(`__biform_boot(${JSON.stringify(JSON.stringify({ ...request, modules }))})`, 'biform:boot');
}

/** Defines one module; nothing of it runs yet. Not for JSON files and modules with a fault: the request tells of those. */
export function moduleScript(projectDir: string, module: ModuleSource): GuestScript {
  const start = moduleStart(module.path);
  return {
    code: start + module.source + MODULE_END,
    filename: moduleFile(projectDir, module.path),
    columnOffset: -start.length,
  };
}

/** Whether a module has a script of its own. */
export const isScript = (module: ModuleSource): boolean => !module.fault && !module.path.endsWith('.json');

/** V8 could not compile the module: requiring it throws this error. Line and column from 1; 0 where unknown. */
export function faultScript(
  path: string,
  fault: { readonly name: string; readonly message: string; readonly line: number; readonly column: number },
): GuestScript {
  const values = [path, fault.name, fault.message, fault.line, fault.column].map((value) => JSON.stringify(value));
  return guest(`__biform_fault(${values.join(',')})`, 'biform:fault');
}

/** Evaluates the project. The result is a string of JSON: an `Evaluation`. */
export const RUN: GuestScript = { code: '__biform_run()', filename: 'biform:run', columnOffset: 0 };

function guest(code: string, filename: string): GuestScript {
  return { code, filename, columnOffset: 0 };
}
