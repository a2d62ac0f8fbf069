class Outer:
    class Inner:
        x = undefined
