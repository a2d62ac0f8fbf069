class Animal:
    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} makes {self.sound()}"

    def sound(self):
        return "noise"


class Dog(Animal):
    def sound(self):
        return "woof"


class Puppy(Dog):
    def __init__(self, name):
        super().__init__(name + " jr")

    def sound(self):
        return super().sound() + "?"


for animal in (Animal("A"), Dog("D"), Puppy("P")):
    print(animal.speak(), isinstance(animal, Dog), issubclass(type(animal), Animal))
print([c.__name__ for c in Puppy.__mro__], Puppy.__bases__, Puppy.__base__)
print(issubclass(Dog, (int, Animal)), isinstance(1, (str, (float, int))))
