import { startVersityGw } from '@frazil/engine-kit';
import { testObjects } from '../testing/test-objects.ts';

testObjects(startVersityGw);
