// Lets plain Node run our TypeScript: node --import ./test/support/typescript.mjs script.ts
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
