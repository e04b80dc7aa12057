export type { LayerContents, LayerFile, LayerFrame, LayerSymlink } from './contents.ts';
export type { LayerEntry } from './entry.ts';
export { type LinkOptions, linkLayers, type UnpackedLayer } from './link-layers.ts';
export { openLayer, readLayerReference } from './open-layer.ts';
export { type PackOptions, packLayer } from './pack-layer.ts';
export type { LayerSource } from './source.ts';
export { type LayerToUnpack, type UnpackOptions, unpackLayers } from './unpack-layers.ts';
