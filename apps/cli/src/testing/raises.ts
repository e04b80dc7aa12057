/** A function of Python programs: the text of what an action raises, which has to be of a kind. */
export const RAISES = `def raises(kind, action):
    try:
        action()
    except kind as error:
        return str(error)
    raise AssertionError("%s was not raised" % kind.__name__)`;
