import { join } from 'node:path';
import { readShop } from '../lib/shop.ts';
import { projectFolder } from './settings.ts';

/** The profile that the local cloud is deployed with. */
export const exampleShopFile = join(projectFolder, 'examples', 'shop.json');

/** The shop of the demo, the examples of notices and the local cloud. */
export const exampleShop = readShop(exampleShopFile);
