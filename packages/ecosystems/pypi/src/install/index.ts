export { installErrors } from './errors.ts';
export { packWheel } from './pack-wheel.ts';
export { wheelRecipe } from './recipe.ts';
