import type { Session } from './session.ts';

let current: Session | undefined;

/** What `require("@dataform/core")` gives. */
let exported: object = {};

/** Names the session that packages get from `require("@dataform/core")`. */
export function setCoreSession(session: Session): void {
  current = session;
  const gone = (name: string) => () => {
    throw new Error(`${name} of @dataform/core is not available while a project is compiled.`);
  };
  exported = {
    compiler: gone('compiler'),
    indexFileGenerator: gone('indexFileGenerator'),
    jitCompiler: gone('jitCompiler'),
    main: gone('main'),
    session: current,
    supportedFeatures: [1],
    version: CORE_VERSION,
  };
}

/** The version of Dataform whose graph is made. */
export const CORE_VERSION = '3.0.62';

export const coreModule = (): object => exported;
