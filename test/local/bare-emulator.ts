import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installEmulator, startEmulator } from '../../local/emulator.ts';
import { demandUsablePorts } from '../../local/ports.ts';
import { projectFolder, settingsFrom } from '../../local/settings.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    emulator: string;
    emulatorData: string;
  }
}

/** Starts an emulator with our bridges and nothing deployed, for the tests of the bridges. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = join(projectFolder, '.local', 'bridges');
  await rm(dataFolder, { recursive: true, force: true });
  const settings = settingsFrom({ port: Number(process.env.BRIDGES_PORT ?? 4766), dataFolder });
  await demandUsablePorts([{ port: settings.port, whose: 'the emulator' }]);
  // As `npm run bench:cost` starts it; no other emulator of this process is to write there.
  process.env.LOCAL_USAGE = join(dataFolder, 'usage.ndjson');
  const emulator = await startEmulator(settings, await installEmulator());
  delete process.env.LOCAL_USAGE;
  project.provide('emulator', emulator.endpoint);
  project.provide('emulatorData', dataFolder);
  return () => emulator.stop();
}
