import { installEmulator, startEmulator } from '../../local/emulator.ts';
import { settingsFrom } from '../../local/settings.ts';

/** Starts an emulator, says so, and stays: a process to be killed by a test. */
const [, , port, dataFolder] = process.argv;
await startEmulator(settingsFrom({ port: Number(port), dataFolder }), await installEmulator());
process.send?.('ready');
