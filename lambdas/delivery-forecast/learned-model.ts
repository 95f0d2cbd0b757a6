/** What `npm run train` has learned, as it was written. */
export { default as learnedModel } from './model.json' with { type: 'json' };
